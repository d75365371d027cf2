/**
 * Arrays, sets and orders of slots. All are immutable; the next one shares with the one before all that stays, so a
 * change costs the same in small and in large ones.
 */
package incharge.reporting.slots;
