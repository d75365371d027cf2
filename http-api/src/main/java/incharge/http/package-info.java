/** How every service speaks HTTP: problems, strict input, positions, retries, paging and tokens. */
package incharge.http;
