package org.lectorium.transcode.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings.SandboxMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks a program up with one file to read and one directory to write: no network, no other file, bounded time, memory
 * and disk. With bubblewrap that is enforced by the kernel; without it the resource limits remain.
 */
final class Sandbox {

    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

    private static final long MEMORY_BYTES = 4L << 30;
    private static final int OPEN_FILES = 256;
    private static final List<String> SYSTEM = List.of("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts");

    private final FfmpegBinaries binaries;
    private final boolean locked;

    private Sandbox(FfmpegBinaries binaries, boolean locked) {
        this.binaries = binaries;
        this.locked = locked;
    }

    static Sandbox prepare(SandboxMode mode, FfmpegBinaries binaries) {
        boolean works = mode != SandboxMode.LIMITS && works(new Sandbox(binaries, true));
        if (mode == SandboxMode.REQUIRED && !works) {
            throw new ProblemException(TranscodeProblem.FFMPEG_UNAVAILABLE);
        }
        if (mode == SandboxMode.AUTO && !works) {
            log.warn("bubblewrap does not work here: FFmpeg runs with resource limits, but sees network and files."
                    + " Install the package bubblewrap, or see docs/operations.md");
        }
        return new Sandbox(binaries, works);
    }

    private static boolean works(Sandbox sandbox) {
        try {
            var process = new ProcessBuilder(sandbox.command(
                            List.of(sandbox.binaries.ffmpeg().toString(), "-version"), List.of(), List.of(), TRIAL))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final Limits TRIAL = new Limits(Duration.ofSeconds(10), 1 << 20);

    /** @param cpuTime over all threads */
    record Limits(Duration cpuTime, long fileBytes) {}

    /** The command that runs the program locked up; paths mean the same inside and outside. */
    List<String> command(List<String> program, List<Path> readable, List<Path> writable, Limits limits) {
        var command = new ArrayList<>(List.of(
                "prlimit",
                "--cpu=" + Math.max(1, limits.cpuTime().toSeconds()),
                "--as=" + MEMORY_BYTES,
                "--fsize=" + limits.fileBytes(),
                "--nofile=" + OPEN_FILES,
                "--core=0",
                "--"));
        if (locked) {
            command.addAll(List.of("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"));
            for (String path : SYSTEM) {
                command.addAll(List.of("--ro-bind-try", path, path));
            }
            command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
            bind(command, "--ro-bind", binaries.home());
            readable.forEach(path -> bind(command, "--ro-bind", path));
            writable.forEach(path -> bind(command, "--bind", path));
            command.add("--");
        }
        // Not all of the libraries that come with the programs find each other without it.
        command.addAll(
                List.of("/usr/bin/env", "LD_LIBRARY_PATH=" + binaries.ffmpeg().getParent()));
        command.addAll(program);
        return List.copyOf(command);
    }

    private static void bind(List<String> command, String option, Path path) {
        // A mount point cannot be a link.
        String real = realPath(path).toString();
        command.addAll(List.of(option, real, path.toAbsolutePath().toString()));
    }

    private static Path realPath(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        } catch (IOException e) {
            return path.toAbsolutePath();
        }
    }
}
