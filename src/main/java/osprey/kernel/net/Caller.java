package osprey.kernel.net;

import osprey.kernel.file.FileTree;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.Viewpoint;

/// Who calls, and where it looks up the names of unix sockets.
public record Caller(IoCall io, FileTree files, Viewpoint view) {}
