/** Copies the databases of InCharge into files and back: {@code deploy/backup} and {@code deploy/restore}. */
package incharge.local.backup;
