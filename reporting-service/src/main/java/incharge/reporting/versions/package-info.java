/** The only state on disk: what each event made, one version of one entity, with who did it, when and why. */
package incharge.reporting.versions;
