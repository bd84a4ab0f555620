package org.lectorium.core.postgres;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away, or went away in the middle, from everything else that can go wrong. */
public final class DatabaseAway {

    private DatabaseAway() {}

    /** @param thrown not what has caused it */
    public static boolean isTold(Throwable thrown) {
        return thrown instanceof DataAccessResourceFailureException
                || thrown instanceof TransientDataAccessException
                || thrown instanceof RecoverableDataAccessException
                || thrown instanceof CannotCreateTransactionException
                // A commit or a rollback that nobody answered: it says so instead of what led to it.
                || thrown instanceof TransactionSystemException;
    }
}
