/** Saved views: named queries of pages, a person's own ones and shared ones. */
package incharge.gateway.views;
