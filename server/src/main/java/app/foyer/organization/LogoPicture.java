package app.foyer.organization;

import app.foyer.database.Secrets;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// A logo made anew from what was uploaded: a PNG of bounded size that holds nothing but the picture.
public record LogoPicture(byte[] png, int width, int height) {
    static final int MOST_BYTES = 200 * 1024;

    // Shown at half of this.
    private static final int MOST_WIDTH = 480;
    private static final int MOST_HEIGHT = 160;

    private static final int LONGEST_SIDE = 6000;
    private static final int MOST_PIXELS = 16_000_000;
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

    /// @throws Invalid when it is no picture that can be taken
    public static LogoPicture of(byte[] upload) {
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
            return encoded(read(stream));
        } catch (IOException broken) {
            throw unreadable();
        }
    }

    /// Names this picture and no other.
    public String hash() {
        return HexFormat.of().formatHex(Secrets.sha256(png), 0, 16);
    }

    private static BufferedImage read(ImageInputStream stream) throws IOException {
        var readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw unreadable();
        }
        var reader = readers.next();
        try {
            if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                throw unreadable();
            }
            reader.setInput(stream, true, true);
            return shrunk(reader);
        } catch (Invalid refused) {
            throw refused;
        } catch (RuntimeException broken) {
            // Readers throw whatever comes when a file lies about itself.
            throw unreadable();
        } finally {
            reader.dispose();
        }
    }

    // The size is known before anything is unpacked, and most of a large picture is skipped while it is.
    private static BufferedImage shrunk(ImageReader reader) throws IOException {
        var width = reader.getWidth(0);
        var height = reader.getHeight(0);
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new Invalid(Flaw.at("/logo", "flaw.logo-too-large", width, height, LONGEST_SIDE));
        }
        var parameters = reader.getDefaultReadParam();
        var skip = Math.max(1, Math.min(width / (2 * MOST_WIDTH), height / (2 * MOST_HEIGHT)));
        parameters.setSourceSubsampling(skip, skip, 0, 0);
        var read = reader.read(0, parameters);
        var scale =
                Math.min(1, Math.min((double) MOST_WIDTH / read.getWidth(), (double) MOST_HEIGHT / read.getHeight()));
        return scaled(read, scale);
    }

    private static BufferedImage scaled(BufferedImage picture, double scale) {
        var width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var pen = scaled.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return scaled;
    }

    private static LogoPicture encoded(BufferedImage picture) {
        var png = png(picture);
        return png.length <= MOST_BYTES
                ? new LogoPicture(png, picture.getWidth(), picture.getHeight())
                : encoded(scaled(picture, 0.8));
    }

    private static byte[] png(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Invalid unreadable() {
        return new Invalid(Flaw.at("/logo", "flaw.logo"));
    }
}
