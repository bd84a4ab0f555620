package org.lectorium.conference.joining;

import org.lectorium.conference.jitsi.JitsiSettings;
import org.lectorium.conference.rooms.RoomSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RoomSettings.class, JitsiSettings.class})
class JoiningConfiguration {}
