/** Rules of the house that every module's tests check on that module. */
package incharge.eventstore.testing;
