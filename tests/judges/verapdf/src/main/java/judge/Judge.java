package judge;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Judges many PDF files in one JVM.
 *
 * <p>Reads lines "flavour TAB path" (flavours of veraPDF: 2u, 3u, ua1 ...) and prints for each one line
 * "PASS|FAIL|ERROR TAB flavour TAB path", then for each failed rule a line
 * "TAB clause-test TAB number of failed checks TAB message TAB place of the first". Exit status 1 when any failed.
 */
public final class Judge {
    private Judge() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean clean = true;
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", 2);
            if (parts.length == 2) {
                clean &= judge(PDFAFlavour.fromString(parts[0]), parts[1], out);
            }
        }
        System.exit(clean ? 0 : 1);
    }

    private static boolean judge(PDFAFlavour flavour, String path, PrintStream out) {
        String name = flavour.getId() + "\t" + path;
        try (InputStream stream = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            out.println((result.isCompliant() ? "PASS\t" : "FAIL\t") + name);
            if (!result.isCompliant()) {
                report(result, out);
            }
            return result.isCompliant();
        } catch (Exception | StackOverflowError error) {
            out.println("ERROR\t" + name + "\n\t" + flat(String.valueOf(error)));
            return false;
        }
    }

    private static void report(ValidationResult result, PrintStream out) {
        Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                first.putIfAbsent(assertion.getRuleId(), assertion);
            }
        }
        for (Map.Entry<RuleId, TestAssertion> entry : first.entrySet()) {
            RuleId rule = entry.getKey();
            out.println("\t" + rule.getClause() + "-" + rule.getTestNumber()
                    + "\t" + result.getFailedChecks().get(rule)
                    + "\t" + flat(entry.getValue().getMessage())
                    + "\t" + flat(entry.getValue().getLocation().getContext()));
        }
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
