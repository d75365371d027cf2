/** The settings of the workspace over HTTP, what a new workspace begins with, and customers in no category. */
package incharge.grouping.settings;
