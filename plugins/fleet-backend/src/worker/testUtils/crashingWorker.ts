// The order matters: this one hears messages first.
import './crashOnRequest';
import '../inventoryWorker';
