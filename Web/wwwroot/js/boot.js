// Starts the page's live connection with our own way of losing it: no overlay, a banner and a queue.
import { handler, closed } from './connection.js';

Blazor.start({
  circuit: {
    configureSignalR: builder => builder.withServerTimeout(12000).withKeepAliveInterval(5000),
    reconnectionHandler: handler,
    circuitHandlers: [{ onCircuitClosed: closed }],
  },
});
