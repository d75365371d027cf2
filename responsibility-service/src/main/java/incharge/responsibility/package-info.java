/** The application of responsibility-service: it puts the features of this service together. */
package incharge.responsibility;
