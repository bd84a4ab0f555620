package org.lectorium.api.accounts;

import jakarta.mail.MessagingException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.Mailer;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends one-time links, and what stages have to tell. Addresses of ours in it come from the settings, never from a request. */
@Component
public class Mail implements Mailer {

    private static final Logger log = LoggerFactory.getLogger(Mail.class);

    private static final String TIMEOUT_MS = "10000";

    /**
     * @param host of the SMTP server; null to send nothing
     * @param username null if the server asks for none
     */
    @ConfigurationProperties("lectorium.mail")
    record MailSettings(
            @Nullable String host,
            int port,
            @Nullable String username,
            @Nullable String password,
            boolean startTls,
            String from) {

        MailSettings {
            host = host == null || host.isBlank() ? null : host;
            username = username == null || username.isBlank() ? null : username;
            // With any password, were it empty, it would sign in as whoever runs the program.
            password = username == null ? null : password;
        }

        @Override
        public String toString() {
            return "mail by " + host;
        }
    }

    private final MailSettings settings;
    private final @Nullable URI publicUrl;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final ReloadableResourceBundleMessageSource texts = new ReloadableResourceBundleMessageSource();

    Mail(MailSettings settings, AccountSettings accounts) {
        this.settings = settings;
        this.publicUrl = accounts.publicUrl();
        texts.setBasename("classpath:mails");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setUsername(settings.username());
        sender.setPassword(settings.password());
        sender.setDefaultEncoding("UTF-8");
        var properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    }

    @Override
    public boolean isOn() {
        return settings.host() != null && publicUrl != null;
    }

    @Override
    public URI link(String path) {
        if (publicUrl == null) {
            throw new ProblemException(ApiProblem.MAIL_OFF);
        }
        return publicUrl.resolve(path);
    }

    @Override
    public void send(String to, String subject, String text, List<Attachment> attachments) {
        if (!isOn()) {
            throw new ProblemException(ApiProblem.MAIL_OFF);
        }
        var message = sender.createMimeMessage();
        try {
            var helper = new MimeMessageHelper(message, !attachments.isEmpty(), "UTF-8");
            helper.setFrom(settings.from());
            helper.setTo(to);
            // A line break would begin another header.
            helper.setSubject(subject.replaceAll("\\s+", " "));
            helper.setText(text);
            for (var each : attachments) {
                helper.addAttachment(each.name(), new ByteArrayResource(each.bytes()), each.contentType());
            }
            sender.send(message);
        } catch (MessagingException | MailException e) {
            log.warn("A mail could not be sent: {}", e.getMessage());
            throw new ProblemException(ApiProblem.MAIL_UNAVAILABLE, e);
        }
    }

    /** Behind the caller's back: how long a mail server takes says whether somebody has an account. */
    void send(Account to, OneTimeLinks.Purpose purpose, String path, Locale locale) {
        if (!isOn() || to.email() == null || publicUrl == null) {
            return;
        }
        var message = new SimpleMailMessage();
        message.setFrom(settings.from());
        message.setTo(to.email());
        message.setSubject(texts.getMessage(purpose.word() + ".subject", null, locale));
        message.setText(texts.getMessage(
                purpose.word() + ".text",
                new Object[] {to.displayName(), to.username(), publicUrl.resolve(path)},
                locale));
        Thread.ofVirtual().name("mail").start(() -> {
            try {
                sender.send(message);
            } catch (MailException e) {
                log.warn("A mail could not be sent: {}", e.getMessage());
            }
        });
    }
}
