/** What a run came to, for people and for machines. See docs/chaos/report.md. */
package io.maillon.chaos.report;
