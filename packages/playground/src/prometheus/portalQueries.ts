/**
 * What the service map asks a Prometheus whose `clusterLabel` is `cluster`. A
 * test of service-map-backend compares it with what is asked, and says what to
 * change here.
 */
export const PORTAL_QUERIES: readonly string[] = [
  // Istio
  'sum by (reporter, source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, destination_workload_namespace, destination_workload, request_protocol, connection_security_policy, cluster) (rate(istio_requests_total{reporter=~"destination|waypoint"}[5m])) > 0',
  'sum by (reporter, source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, destination_workload_namespace, destination_workload, cluster) (rate(istio_requests_total{reporter=~"destination|waypoint",response_code=~"5..|0"}[5m]) or rate(istio_requests_total{reporter=~"destination|waypoint",response_code!~"5..|0",grpc_response_status=~"2|4|12|13|14|15"}[5m])) > 0',
  'sum by (source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, destination_workload_namespace, destination_workload, request_protocol, cluster) (rate(istio_requests_total{reporter="source",destination_service_name!~"PassthroughCluster|BlackHoleCluster"}[5m])) > 0',
  'sum by (source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, destination_workload_namespace, destination_workload, response_flags, cluster) (rate(istio_requests_total{reporter="source",destination_service_name!~"PassthroughCluster|BlackHoleCluster",response_code=~"5..|0"}[5m]) or rate(istio_requests_total{reporter="source",destination_service_name!~"PassthroughCluster|BlackHoleCluster",response_code!~"5..|0",grpc_response_status=~"2|4|12|13|14|15"}[5m])) > 0',
  'sum by (source_cluster, source_workload_namespace, source_workload, destination_service, request_protocol, cluster) (rate(istio_requests_total{reporter="source",destination_service_name=~"PassthroughCluster|BlackHoleCluster"}[5m])) > 0',
  'sum by (source_cluster, source_workload_namespace, source_workload, destination_service, response_flags, cluster) (rate(istio_requests_total{reporter="source",destination_service_name=~"PassthroughCluster|BlackHoleCluster",response_code=~"5..|0"}[5m]) or rate(istio_requests_total{reporter="source",destination_service_name=~"PassthroughCluster|BlackHoleCluster",response_code!~"5..|0",grpc_response_status=~"2|4|12|13|14|15"}[5m])) > 0',
  'histogram_quantile(0.95, sum by (le, reporter, source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, cluster) (rate(istio_request_duration_milliseconds_bucket{destination_service_name!="unknown"}[5m]))) > 0',
  'sum by (reporter, source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, destination_workload_namespace, destination_workload, connection_security_policy, cluster) (rate(istio_tcp_received_bytes_total{reporter=~"source|destination"}[5m])) > 0',
  'sum by (reporter, source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, destination_workload_namespace, destination_workload, connection_security_policy, cluster) (rate(istio_tcp_sent_bytes_total{reporter=~"source|destination"}[5m])) > 0',
  'sum by (source_cluster, source_workload_namespace, source_workload, destination_cluster, destination_service_namespace, destination_service_name, destination_workload_namespace, destination_workload, cluster) (rate(istio_tcp_connections_closed_total{reporter="source",response_flags=~".*(UF|UH|URX).*"}[5m])) > 0',
  // OpenTelemetry
  'sum by (client, server, connection_type, client_k8s_cluster_name, client_k8s_namespace_name, server_k8s_cluster_name, server_k8s_namespace_name, client_db_system, client_db_system_name, cluster) (rate(traces_service_graph_request_total[5m])) > 0',
  'sum by (client, server, connection_type, client_k8s_cluster_name, client_k8s_namespace_name, server_k8s_cluster_name, server_k8s_namespace_name, cluster) (rate(traces_service_graph_request_failed_total[5m])) > 0',
  'histogram_quantile(0.95, sum by (le, client, server, connection_type, client_k8s_cluster_name, client_k8s_namespace_name, server_k8s_cluster_name, server_k8s_namespace_name, cluster) (rate(traces_service_graph_request_server_seconds_bucket[5m]))) > 0',
  'sum by (job, cluster) (rate(traces_service_graph_unpaired_spans_total[5m])) > 0',
  'sum by (job, cluster) (rate(traces_service_graph_dropped_spans_total[5m])) > 0',
  // Dubbo
  'sum by (application_name, namespace, interface, group, version, cluster) (rate(dubbo_consumer_requests_total[5m])) > 0',
  'sum by (application_name, namespace, interface, group, version, cluster) (rate(dubbo_consumer_requests_failed_total[5m])) > 0',
  'sum by (application_name, namespace, interface, group, version, cluster) (rate(dubbo_consumer_requests_failed_network_total[5m])) > 0',
  'sum by (application_name, namespace, interface, group, version, cluster) (rate(dubbo_consumer_requests_failed_service_unavailable_total[5m])) > 0',
  'count by (application_name, namespace, interface, group, version, cluster) (dubbo_provider_requests_total)',
  'max by (application_name, namespace, interface, group, version, cluster) (dubbo_provider_rt_milliseconds_p95) > 0',
  'max by (application_name, namespace, cluster) (dubbo_thread_pool_active_size / dubbo_thread_pool_max_size)',
  'max by (application_name, namespace, cluster) (dubbo_thread_pool_max_size)',
  'sum by (application_name, namespace, cluster) (increase(dubbo_thread_pool_reject_thread_count[5m])) > 0',
  'sum by (application_name, namespace, interface, cluster) (dubbo_registry_directory_num_valid_total)',
  'sum by (application_name, namespace, interface, cluster) (dubbo_registry_directory_num_all)',
  // Exporters
  'min by (__name__, job, instance, namespace, service, pod, target, cluster) ({__name__=~"mysql_up|pg_up|redis_up|mongodb_up|elasticsearch_cluster_health_up"})',
  'sum by (__name__, job, instance, namespace, service, pod, target, conn_type, cluster) ({__name__=~"mysql_global_status_threads_connected|mysql_global_variables_max_connections|pg_stat_activity_count|pg_settings_max_connections|redis_connected_clients|redis_config_maxclients|mongodb_ss_connections"})',
  'sum by (__name__, job, instance, namespace, service, pod, target, name, cluster) ({__name__=~"redis_memory_used_bytes|redis_memory_max_bytes|elasticsearch_jvm_memory_used_bytes|elasticsearch_jvm_memory_max_bytes",area=~"heap|"})',
  'max by (__name__, job, instance, namespace, service, pod, target, member_idx, cluster) ({__name__=~"mysql_slave_status_slave_io_running|mysql_slave_status_slave_sql_running|mysql_slave_status_seconds_behind_master|mysql_slave_status_replica_io_running|mysql_slave_status_replica_sql_running|mysql_slave_status_seconds_behind_source|pg_replication_lag_seconds|redis_master_link_up|redis_master_last_io_seconds_ago|mongodb_rs_members_health"})',
  'sum by (__name__, job, instance, namespace, service, pod, target, cluster) ({__name__=~"kafka_topic_partition_under_replicated_partition|kafka_server_replicamanager_underreplicatedpartitions"})',
  'count by (__name__, job, instance, namespace, service, pod, target, cluster) ({__name__=~"kafka_topic_partition_leader"} < 0) or sum by (__name__, job, instance, namespace, service, pod, target, cluster) ({__name__=~"kafka_controller_kafkacontroller_offlinepartitionscount"})',
  'sum by (__name__, job, instance, namespace, service, pod, target, cluster) ({__name__=~"kafka_brokers"})',
  'max by (__name__, job, instance, namespace, service, pod, target, color, cluster) ({__name__=~"elasticsearch_cluster_health_status"} == 1)',
  'max by (__name__, job, instance, namespace, service, pod, target, name, mount, brokerIP, cluster) ({__name__=~"elasticsearch_filesystem_data_available_bytes|elasticsearch_filesystem_data_size_bytes|rocketmq_brokeruntime_commitlogdir_capacity_free|rocketmq_brokeruntime_commitlogdir_capacity_total"})',
  'group by (__name__, job, instance, namespace, service, pod, target, version, short_version, redis_version, mongodb, maxmemory_policy, cluster) ({__name__=~"mysql_version_info|pg_static|redis_instance_info|elasticsearch_clusterinfo_version_info|mongodb_version_info"})',
];
