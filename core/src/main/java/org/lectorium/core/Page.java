package org.lectorium.core;

import java.util.List;

/**
 * A part of a list.
 *
 * @param page counted from 0
 * @param size how many items a page has at most
 * @param total how many items all pages have
 */
public record Page<T>(List<T> items, int page, int size, long total) {}
