using System.Runtime.CompilerServices;
using Salt.Master.Store.Cache;

namespace Salt.Tests.Contract.Store
{
    /// <summary>A finalizer of the cache's engine that throws, and others that must not be hidden with it.</summary>
    public sealed class EngineFinalizersTests
    {
        [Test]
        public void One_that_throws_does_not_end_the_process_and_is_counted()
        {
            EngineFinalizers.Install();
            EngineFinalizers.TakeFaults();
            Leave();

            GC.Collect();
            GC.WaitForPendingFinalizers();

            Assert.That(EngineFinalizers.TakeFaults(), Is.EqualTo(1));
            Assert.That(EngineFinalizers.TakeFaults(), Is.Zero);
        }

        [Test]
        public void Any_other_exception_is_not_taken()
        {
            foreach (var thrown in new Exception[] { Thrown(() => throw new InvalidOperationException("TransactionService.Finalize(")), new LiteDB.LiteException(0, "never thrown") })
                Assert.That(EngineFinalizers.Takes(thrown), Is.False, thrown.Message);
        }

        private static InvalidOperationException Thrown(Action throwing)
        {
            try
            {
                throwing();
            }
            catch (InvalidOperationException e)
            {
                return e;
            }

            throw new InvalidOperationException("nothing was thrown");
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Leave() => _ = new LiteDB.Engine.TransactionService();
    }
}

// The engine's own is not to be had: this one has its name, by which it is known.
namespace LiteDB.Engine
{
    internal sealed class TransactionService
    {
        private readonly int _dirtyPages = 1;

        ~TransactionService()
        {
            if (_dirtyPages > 0) throw new InvalidOperationException("discarded page must be writable");
        }
    }
}
