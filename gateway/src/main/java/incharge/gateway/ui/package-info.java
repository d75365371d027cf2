/** Serves the web UI. */
package incharge.gateway.ui;
