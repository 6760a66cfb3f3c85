/** Decides who should own and replicate what, and when something that died is started again. */
package io.maillon.recovery.plan;
