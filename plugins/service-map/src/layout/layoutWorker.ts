// ELK answers the messages of this worker by itself once it is loaded in one.
import 'elkjs/lib/elk-worker.min.js';
