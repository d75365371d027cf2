/**
 * The published language: one JSON Schema and one golden sample for each event, and the checks that hold code to them.
 */
package incharge.contracts;
