package dev.isthmus.bench.figure;

/**
 * One figure.
 *
 * @param scenario which scenario measured it
 * @param what of what, in words
 * @param size of how many instances, tasks or frameworks; 0 if it is of none
 * @param unit as it is written behind a number
 * @param spread what the rounds have measured
 */
public record Figure(String scenario, String what, long size, String unit, Spread spread) {}
