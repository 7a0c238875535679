package osprey.kernel.fileserver;

import osprey.abi.Errno;
import osprey.kernel.file.FileStatus;

/// What a server answers.
public sealed interface Reply {
  record Failed(Errno errno) implements Reply {}

  /// It is done, and there is nothing to tell.
  record Done() implements Reply {}

  record Opened(long handle, FileStatus status) implements Reply {}

  record Data(byte[] bytes, FileStatus status) implements Reply {}

  record Written(int count, FileStatus status) implements Reply {}

  record Attributes(FileStatus status) implements Reply {}

  record Text(String text) implements Reply {}

  /// @param records `struct linux_dirent64`, none at the end
  /// @param position of the last of them
  record Entries(byte[] records, long position) implements Reply {}

  /// What the answer carries besides its head, in bytes.
  default int payload() {
    return switch (this) {
      case Data data -> data.bytes.length;
      case Text text -> text.text.length();
      case Entries entries -> entries.records.length;
      case Failed _, Done _, Opened _, Written _, Attributes _ -> 0;
    };
  }
}
