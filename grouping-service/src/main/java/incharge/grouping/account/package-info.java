/** The catalogue of accounts over HTTP. */
package incharge.grouping.account;
