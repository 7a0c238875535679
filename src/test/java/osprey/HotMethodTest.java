package osprey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// HotSpot never compiles a method of 8000 bytes of bytecode or more (`-XX:-DontCompileHugeMethods`
/// aside), so an instruction loop that grows past that runs many times slower without a word.
class HotMethodTest {
  private static final int HUGE_METHOD_BYTES = 8000;

  @Test
  void every_method_is_small_enough_to_be_compiled() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        ClassModel type = ClassFile.of().parse(file);
        for (var method : type.methods()) {
          if (method.methodName().equalsString("<clinit>")) {
            continue; // runs once
          }
          int length =
              method
                  .code()
                  .map(code -> code instanceof CodeAttribute attribute ? attribute.codeLength() : 0)
                  .orElse(0);
          assertThat(length)
              .as(
                  "bytecode bytes of %s.%s",
                  type.thisClass().asInternalName(), method.methodName().stringValue())
              .isLessThan(HUGE_METHOD_BYTES);
        }
      }
    }
  }
}
