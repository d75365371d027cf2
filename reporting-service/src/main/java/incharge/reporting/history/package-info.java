/** The history: who changed what, when and why; newest first, with the names of now or the last ones. */
package incharge.reporting.history;
