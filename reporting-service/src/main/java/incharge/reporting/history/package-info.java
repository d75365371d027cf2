/** The history: who changed what, when and why; newest first, with the names of now. */
package incharge.reporting.history;
