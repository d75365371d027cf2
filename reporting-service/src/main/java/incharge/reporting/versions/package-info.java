/** What each event made: one version of one thing, with who did it; the only state that reporting keeps on disk. */
package incharge.reporting.versions;
