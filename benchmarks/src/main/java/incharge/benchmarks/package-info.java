/** Measures InCharge against baselines in the same run. */
package incharge.benchmarks;
