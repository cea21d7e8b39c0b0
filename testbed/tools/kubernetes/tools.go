//go:build tools

// Package tools pins the control plane that the test bed runs. Nothing here is compiled into anything:
// the imports only make `go mod tidy` keep the modules that `go build k8s.io/kubernetes/cmd/…` needs.
package tools

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager"
	_ "k8s.io/kubernetes/cmd/kube-scheduler"
	_ "k8s.io/kubernetes/cmd/kubectl" // only built on machines that have none
)
