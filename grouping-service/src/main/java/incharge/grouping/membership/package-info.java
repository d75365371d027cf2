/** Which customers are in which category and have which tags: changed by users or on request of customer-service. */
package incharge.grouping.membership;
