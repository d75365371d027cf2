/** Renders the overlays and holds every object to the rules of a safe deployment. */
package incharge.k8s;
