package app.foyer.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.problem.Invalid;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of an uploaded logo.
class LogoPictureTest {
    private final Random random = new Random(7);

    private byte[] noise(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 10, 10", "480, 160, 480, 160", "2000, 500, 480, 120", "300, 900, 53, 160", "4000, 1, 480, 1"})
    void aPictureFitsAndKeepsItsShape(int width, int height, int becomesWidth, int becomesHeight) throws IOException {
        var plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", plain);

        var logo = LogoPicture.of(plain.toByteArray());

        var image = ImageIO.read(new ByteArrayInputStream(logo.png()));
        assertThat(image.getWidth()).isEqualTo(logo.width()).isEqualTo(becomesWidth);
        assertThat(image.getHeight()).isEqualTo(logo.height()).isEqualTo(becomesHeight);
        assertThat(logo.png().length).isLessThanOrEqualTo(LogoPicture.MOST_BYTES);
    }

    @Test
    void noiseIsMadeSmallerUntilItFits() throws IOException {
        var logo = LogoPicture.of(noise(480, 160));

        assertThat(logo.png().length).isLessThanOrEqualTo(LogoPicture.MOST_BYTES);
    }

    @Test
    void whatElseIsInTheFileIsDropped() throws IOException {
        var png = noise(20, 20);
        var secret = "Comment\0taken at 52.5N 13.4E".getBytes(StandardCharsets.ISO_8859_1);
        var withText = spliced(png, chunk("tEXt", secret));
        assertThat(ImageIO.read(new ByteArrayInputStream(withText))).isNotNull();

        var logo = LogoPicture.of(withText);

        assertThat(new String(logo.png(), StandardCharsets.ISO_8859_1)).doesNotContain("taken at", "tEXt");
        assertThat(logo.hash()).isEqualTo(LogoPicture.of(png).hash()).hasSize(32);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        var huge = noise(2, 2);
        ByteBuffer.wrap(huge).putInt(16, 50_000).putInt(20, 50_000);
        var crc = new CRC32();
        crc.update(huge, 12, 17);
        ByteBuffer.wrap(huge).putInt(29, (int) crc.getValue());
        var zeros = deflated(new byte[200 << 20]);
        var bombInText =
                spliced(noise(2, 2), chunk("zTXt", concat("a\0\0".getBytes(StandardCharsets.ISO_8859_1), zeros)));

        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> LogoPicture.of(huge))
                .satisfies(refused ->
                        assertThat(refused.flaws().getFirst().message()).isEqualTo("flaw.logo-too-large"));
        assertThat(LogoPicture.of(bombInText).width()).isEqualTo(2);
    }

    @Test
    void whateverIsBrokenIsRefusedByName() throws IOException {
        var png = noise(30, 30);
        for (var i = 0; i < 2000; i++) {
            var broken = png.clone();
            for (var k = 0; k < 1 + random.nextInt(8); k++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            var cut = random.nextBoolean() ? broken : java.util.Arrays.copyOf(broken, random.nextInt(broken.length));
            try {
                assertThat(LogoPicture.of(cut).width()).isPositive();
            } catch (Invalid refused) {
                assertThat(refused.flaws()).hasSize(1);
            }
        }
    }

    private static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9);
        deflater.setInput(content);
        deflater.finish();
        var out = new byte[1 << 20];
        var length = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, length);
    }

    private static byte[] chunk(String type, byte[] content) {
        var crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
        crc.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    // Behind the header chunk.
    private static byte[] spliced(byte[] png, byte[] chunk) {
        return ByteBuffer.allocate(png.length + chunk.length)
                .put(png, 0, 33)
                .put(chunk)
                .put(png, 33, png.length - 33)
                .array();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
