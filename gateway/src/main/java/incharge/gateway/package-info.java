/** The one door: who is asking, which service answers, how often one may ask, and what the whole can do. */
package incharge.gateway;
