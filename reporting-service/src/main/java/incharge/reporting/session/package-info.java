/** Who is asking, as reporting knows them. */
package incharge.reporting.session;
