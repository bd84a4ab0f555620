package org.lectorium.core;

import java.util.Map;

/** What a stage keeps about people, told to themselves. */
public interface PersonalData {

    /** By words for what it is; values become JSON. */
    Map<String, Object> of(UserId person);
}
