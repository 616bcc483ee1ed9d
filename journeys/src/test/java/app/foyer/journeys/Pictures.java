package app.foyer.journeys;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Pictures that are drawn here.
final class Pictures {
    private Pictures() {}

    /// A logo with a transparent ground.
    static byte[] logo() {
        var image = new BufferedImage(600, 180, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0x1d4671));
        pen.fillRoundRect(10, 10, 160, 160, 40, 40);
        pen.setStroke(new BasicStroke(24, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawLine(220, 60, 560, 60);
        pen.drawLine(220, 120, 460, 120);
        pen.setColor(Color.WHITE);
        pen.drawPolyline(new int[] {55, 90, 125}, new int[] {125, 55, 125}, 3);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
