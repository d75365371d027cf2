/** The history: who changed what, when and why; newest first, with the names of now, or the last that things had. */
package incharge.reporting.history;
