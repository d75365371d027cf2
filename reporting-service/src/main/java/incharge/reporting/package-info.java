/** What everybody asks: matrix, assignees, overview, history and downloads; built from Kafka only. */
package incharge.reporting;
