package dev.sallyport.simulation;

import java.util.List;

/**
 * Something that may be done next.
 *
 * @param weight how likely it is, in comparison with the others
 */
record Move(int weight, Runnable work) {
    void run() {
        work.run();
    }

    /** One of them, by chance. */
    static Move chosen(List<Move> moves, Dice dice, int choice) {
        int left = dice.below(moves.stream().mapToInt(Move::weight).sum(), "move", choice, moves.size());
        for (Move move : moves) {
            left -= move.weight();
            if (left < 0) {
                return move;
            }
        }
        throw new IllegalArgumentException("moves: none");
    }
}
