// Package proof holds the harnesses that try to prove the desk wrong. It has
// no code of its own: everything is a test, and each says what red means.
//
//   - TestCrash kills the program at random and at every system call, and
//     compares the gateway's ledger with the history.
//   - TestLeaks drives every flow with secrets that can be told anywhere, and
//     searches every byte that is left behind.
//   - TestOneShot presses one button from everywhere at once.
//   - TestEveryBehaviour lets the practice gateway misbehave in every way it
//     knows, and compares what the history says with what it did.
//   - TestImportRules holds the imports of all packages against the rules.
//
// The first two run the desk in a child, which is this test binary started
// again under a role (see TestMain), because what they prove is what is left
// when a process is gone.
//
// It must not be imported. Start reading at TestCrash, then audit.
package proof
