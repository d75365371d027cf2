/** The queries across all services: matrix, assignees, overview, history and downloads; built from Kafka only. */
package incharge.reporting;
