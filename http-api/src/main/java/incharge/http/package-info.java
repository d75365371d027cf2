/** Defines how every program speaks HTTP: problems, strict input, positions, paging, tokens and levels. */
package incharge.http;
