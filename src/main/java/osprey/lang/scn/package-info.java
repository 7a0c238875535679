/// The scenario language, described in docs/language.md: text to an immutable {@link
/// osprey.lang.scn.Scenario}. Begin reading at ScenarioParser.
@NullMarked
package osprey.lang.scn;

import org.jspecify.annotations.NullMarked;
