using System.Threading.Channels;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>One client's watch: what was selected, and the lines that wait to be sent.</summary>
internal sealed class WatchSession(string resource, Selector selector, bool partial)
{
    private readonly Channel<WatchLine> _lines = Channel.CreateUnbounded<WatchLine>();

    public string Resource { get; } = resource;

    public ChannelReader<WatchLine> Lines => _lines.Reader;

    /// <summary>Sends an event if it is about what was selected: an object that no longer matches is reported as deleted.</summary>
    public void Offer(StoreEvent change, StoredObject sent)
    {
        var (was, matches) = (selector.Matches(change.Before), selector.Matches(change.After));
        var type = (was, matches) switch { (false, true) => "ADDED", (true, true) => "MODIFIED", (true, false) => "DELETED", _ => null };
        if (type is not null)
        {
            _lines.Writer.TryWrite(WatchLine.Event(type, partial ? sent.Partial : sent.Full));
        }
    }

    public void Bookmark(long version) => _lines.Writer.TryWrite(WatchLine.Bookmark(version));

    /// <summary>Ends the watch in good order.</summary>
    public void End() => _lines.Writer.TryComplete();

    /// <summary>Cuts the connection, in the middle of an object if asked.</summary>
    public void Cut(bool midObject) => _lines.Writer.TryWrite(midObject ? WatchLine.Half : WatchLine.CutNow);
}
