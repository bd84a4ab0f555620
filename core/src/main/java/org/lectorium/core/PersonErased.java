package org.lectorium.core;

/** Somebody is forgotten. Published in the transaction that forgets the account; listeners forget what they know. */
public record PersonErased(UserId person) {}
