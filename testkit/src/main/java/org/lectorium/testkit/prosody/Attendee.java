package org.lectorium.testkit.prosody;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Somebody in a room, with a real client that says what Jitsi's says. */
public final class Attendee implements AutoCloseable {

    private static final String NICK = "http://jabber.org/protocol/nick";
    private static final String JITSI_CLIENT = "jabber:client";

    private final XMPPTCPConnection connection;
    private final MultiUserChat room;
    private final Resourcepart id;
    private final AtomicInteger messages = new AtomicInteger();

    private Attendee(XMPPTCPConnection connection, MultiUserChat room, Resourcepart id) {
        this.connection = connection;
        this.room = room;
        this.id = id;
    }

    /** @param id the participant's id, which Jitsi's client makes itself */
    public static Attendee join(RealProsody prosody, String room, String user, String domain, String id) {
        return join(prosody, room + "@" + RealProsody.ROOMS, user, domain, id, null);
    }

    public static Attendee joinAsGuest(RealProsody prosody, String room, String id, String name) {
        return join(prosody, room + "@" + RealProsody.ROOMS, null, RealProsody.GUESTS, id, name);
    }

    public static Attendee join(
            RealProsody prosody,
            String roomJid,
            @Nullable String user,
            String domain,
            String id,
            @Nullable String name) {
        return trying(() -> {
            var connection = connect(prosody, user, domain);
            var nick = Resourcepart.from(id);
            var muc =
                    MultiUserChatManager.getInstanceFor(connection).getMultiUserChat(JidCreate.entityBareFrom(roomJid));
            var configuration = muc.getEnterConfigurationBuilder(nick).withPresence(presence -> {
                if (name != null) {
                    presence.addExtension(nickElement(name));
                }
            });
            muc.join(configuration.build());
            return new Attendee(connection, muc, nick);
        });
    }

    private static XMPPTCPConnection connect(RealProsody prosody, @Nullable String user, String domain)
            throws IOException, SmackException, XMPPException, InterruptedException {
        var configuration = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(domain)
                .setHostAddress(InetAddress.getLoopbackAddress())
                .setPort(prosody.port())
                .setSecurityMode(SecurityMode.disabled)
                .setCompressionEnabled(false)
                .setSendPresence(false);
        if (user == null) {
            configuration.performSaslAnonymousAuthentication();
        } else {
            configuration.setUsernameAndPassword(user, "any").addEnabledSaslMechanism("PLAIN");
        }
        var connection = new XMPPTCPConnection(configuration.build());
        connection.setUseStreamManagement(false);
        connection.setReplyTimeout(10_000);
        connection.connect().login();
        return connection;
    }

    private static ExtensionElement nickElement(String name) {
        return StandardExtensionElement.builder("nick", NICK).setText(name).build();
    }

    private interface Work<T> {
        T run() throws IOException, SmackException, XMPPException, InterruptedException;
    }

    private static <T> T trying(Work<T> work) {
        try {
            return work.run();
        } catch (IOException | SmackException | XMPPException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return the message's id */
    public String say(String text) {
        return say(text, new ExtensionElement[0]);
    }

    public String reply(String to, String text) {
        return say(
                text,
                StandardExtensionElement.builder("reply", JITSI_CLIENT)
                        .addAttribute("to", to)
                        .build());
    }

    public void retract(String message) {
        say(
                "This person attempted to retract a previous message.",
                StandardExtensionElement.builder("retract", "urn:xmpp:message-retract:1")
                        .addAttribute("id", message)
                        .build());
    }

    public void react(String message, String... emojis) {
        var reactions = StandardExtensionElement.builder("reactions", "urn:xmpp:reactions:0")
                .addAttribute("id", message);
        for (var emoji : emojis) {
            reactions.addElement("reaction", emoji);
        }
        send(null, reactions.build());
    }

    /** What Jitsi's clients tell each other; nobody's chat. */
    public void tellMachines(String json) {
        send(
                null,
                StandardExtensionElement.builder("json-message", "http://jitsi.org/jitmeet")
                        .setText(json)
                        .build());
    }

    private String say(String text, ExtensionElement... extensions) {
        return send(text, extensions);
    }

    private String send(@Nullable String text, ExtensionElement... extensions) {
        return trying(() -> {
            var message = StanzaBuilder.buildMessage(id + "-" + messages.incrementAndGet())
                    .to(room.getRoom())
                    .ofType(Message.Type.groupchat);
            if (text != null) {
                message.setBody(text);
            }
            for (var extension : extensions) {
                message.addExtension(extension);
            }
            connection.sendStanza(message.build());
            return message.getStanzaId();
        });
    }

    public void rename(String name) {
        updatePresence(nickElement(name));
    }

    /** As jicofo does. */
    public void showRecording(String status, String session, String mode, String... furtherAttributes) {
        var element = StandardExtensionElement.builder("jibri-recording-status", "http://jitsi.org/protocol/jibri")
                .addAttribute("status", status)
                .addAttribute("session_id", session)
                .addAttribute("recording_mode", mode);
        for (int i = 0; i < furtherAttributes.length; i += 2) {
            element.addAttribute(furtherAttributes[i], furtherAttributes[i + 1]);
        }
        updatePresence(element.build());
    }

    public void updatePresence(ExtensionElement... extensions) {
        trying(() -> {
            var presence = StanzaBuilder.buildPresence()
                    .ofType(Presence.Type.available)
                    .to(JidCreate.fullFrom(room.getRoom(), id));
            for (var extension : extensions) {
                presence.addExtension(extension);
            }
            connection.sendStanza(presence.build());
            return presence;
        });
    }

    public void kick(String participant) {
        trying(() -> {
            room.kickParticipant(Resourcepart.from(participant), "enough");
            return participant;
        });
    }

    public void destroyRoom(String reason) {
        trying(() -> {
            room.destroy(reason, null);
            return reason;
        });
    }

    /** How the room names a participant, as jicofo writes it. */
    public String nick() {
        return room.getRoom() + "/" + id;
    }

    public String address() {
        return connection.getUser().toString();
    }

    /** Out of the room, the connection stays. */
    public void leave() {
        trying(room::leave);
    }

    /** The network is gone; no good-bye. */
    public void die() {
        connection.instantShutdown();
    }

    @Override
    public void close() {
        if (connection.isConnected()) {
            connection.instantShutdown();
        }
    }
}
