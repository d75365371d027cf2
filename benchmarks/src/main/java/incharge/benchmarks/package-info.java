/** What is fast, measured against a baseline in the same run. */
package incharge.benchmarks;
