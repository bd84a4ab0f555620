package org.lectorium.conference.rooms;

import org.jspecify.annotations.Nullable;
import org.lectorium.conference.rooms.RoomRights.OpenRooms;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param openRooms who may open a room
 * @param consentTextRu what people agree to where the room has no text of its own; null for the one that is built in
 */
@ConfigurationProperties("lectorium.conference")
public record RoomSettings(
        OpenRooms openRooms,
        @Nullable String consentTextRu,
        @Nullable String consentTextEn) {}
