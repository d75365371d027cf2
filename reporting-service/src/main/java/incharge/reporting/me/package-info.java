/** What a caller is responsible for, whatever the caller's levels are. */
package incharge.reporting.me;
