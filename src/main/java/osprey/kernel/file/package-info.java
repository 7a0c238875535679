/// Files in the widest sense: descriptors, open file descriptions, inodes, directories, path
/// lookup, file systems and the disk. Knows no task.
@NullMarked
package osprey.kernel.file;

import org.jspecify.annotations.NullMarked;
