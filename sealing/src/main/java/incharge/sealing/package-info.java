/** Seals texts of persons in the payloads of events, under a key for each person, and opens them. */
package incharge.sealing;
