package org.lectorium.transcode.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.MediaInfo.Container;
import ws.schild.jave.process.ProcessLocator;
import ws.schild.jave.process.ProcessWrapper;

/** Lets Jave start our FFmpeg, by our rules: every process of it is locked up like the others. */
final class SandboxedJave implements ProcessLocator {

    private static final Duration EXPECTED = Duration.ofSeconds(20);
    private static final long MAX_FILE_BYTES = 64L << 20;

    private final FfmpegTools tools;
    private final Path readable;
    private final Path writable;
    private final Container container;

    SandboxedJave(FfmpegTools tools, Path readable, Path writable, Container container) {
        this.tools = tools;
        this.readable = readable;
        this.writable = writable;
        this.container = container;
    }

    @Override
    public String getExecutablePath() {
        return tools.binaries().ffmpeg().toString();
    }

    @Override
    public ProcessWrapper createExecutor() {
        return new Executor();
    }

    private final class Executor extends ProcessWrapper {

        private final List<String> arguments = new ArrayList<>();
        private @Nullable Process process;

        Executor() {
            super(getExecutablePath());
        }

        @Override
        public void addArgument(String argument) {
            arguments.add(argument);
        }

        @Override
        public void execute() throws IOException {
            execute(true, true);
        }

        @Override
        public void execute(boolean destroyOnRuntimeShutdown, boolean openIoStreams) throws IOException {
            var program = new ArrayList<String>();
            program.add(getExecutablePath());
            program.addAll(List.of("-nostdin", "-y"));
            program.addAll(
                    List.of("-max_pixels", Integer.toString(tools.settings().maxPixels())));
            // Jave has no place for the guards, so they go in front.
            program.addAll(FfmpegCommands.inputGuards(container));
            program.addAll(arguments);
            process = tools.process()
                    .start(new FfmpegProcess.Job(
                            program, List.of(readable), List.of(writable), EXPECTED, MAX_FILE_BYTES));
        }

        private Process running() {
            return Objects.requireNonNull(process, "not executed");
        }

        @Override
        public InputStream getInputStream() {
            return running().getInputStream();
        }

        @Override
        public OutputStream getOutputStream() {
            return running().getOutputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return running().getErrorStream();
        }

        @Override
        public int getProcessExitCode() {
            try {
                return running().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }

        @Override
        public void destroy() {
            if (process != null) {
                FfmpegProcess.kill(process);
            }
        }

        @Override
        public void close() {
            destroy();
        }
    }
}
